using System.Diagnostics;
using System.Globalization;
using CityActors.Silo.Log;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityActors.Edge.Tests.Log.Bench;

/// <summary>
/// A process that appends numbers to the log of a data directory as fast as it can and says each one once it is acknowledged: this test
/// program itself, started with <see cref="Folder"/> set.
/// </summary>
internal sealed class LogWriterProcess : IDisposable
{
    private const string Folder = "CITY_LOG_WRITER_FOLDER";
    private const string Start = "CITY_LOG_WRITER_START";
    private const int Writers = 8;

    private readonly Process process;

    private LogWriterProcess(Process process) => this.process = process;

    /// <summary>Starts one that appends numbers from <paramref name="first"/> on.</summary>
    public static LogWriterProcess Run(string folder, long first)
    {
        // Beside the assembly lies the program of its name.
        var start = new ProcessStartInfo(Path.ChangeExtension(typeof(LogWriterProcess).Assembly.Location, null))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Folder] = folder;
        start.Environment[Start] = first.ToString(CultureInfo.InvariantCulture);
        return new LogWriterProcess(Process.Start(start)!);
    }

    /// <summary>Reads acknowledgements until there are so many, kills the process at once, and reads what it still said.</summary>
    public async Task<List<long>> KillAfter(int acknowledged)
    {
        var numbers = new List<long>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            numbers.Add(long.Parse(line, CultureInfo.InvariantCulture));
            if (numbers.Count == acknowledged)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync();
        Assert.True(numbers.Count >= acknowledged, $"The writer ended early: {await process.StandardError.ReadToEndAsync()}");
        return numbers;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    /// <summary>The work of such a process.</summary>
    /// <returns>Null when this process is none.</returns>
    public static Task? Work() => Environment.GetEnvironmentVariable(Folder) is { Length: > 0 } folder
        ? Write(folder, long.Parse(Environment.GetEnvironmentVariable(Start)!, CultureInfo.InvariantCulture))
        : null;

    private static async Task Write(string folder, long first)
    {
        var logs = await CityLogs.Open(
            folder, new LogOptions { Partitions = SmallLog.Partitions }, TimeProvider.System, NullLoggerFactory.Instance);
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        var written = new Lock();
        var next = first - 1;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            while (true)
            {
                var number = Interlocked.Increment(ref next);
                await logs.City.Append([TestRecords.Entry((int)(number % SmallLog.Partitions), number)]);
                lock (written)
                {
                    output.WriteLine(number);
                }
            }
        }));
    }
}
