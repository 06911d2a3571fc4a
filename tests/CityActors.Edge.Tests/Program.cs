using CityActors.Edge.Tests;
using CityActors.Edge.Tests.Log.Bench;

// Runs the tests; or, when a test has started this program to kill it, appends to a log until then.
if (LogWriterProcess.Work() is { } work)
{
    await work;
    return 0;
}

return args.Contains("--server")
    ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
