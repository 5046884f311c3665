import { ipcRenderer } from 'electron';

void ipcRenderer.invoke('dev:environment');
void ipcRenderer.invoke('dev:edition');
