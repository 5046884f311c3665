/** Microseconds on a clock that all processes of the machine share; `performance.now()` of a page is too coarse. */
exports.nowUs = () => Number(process.hrtime.bigint()) / 1000;
