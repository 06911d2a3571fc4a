using CityActors.Silo.Log;
using CityActors.Silo.Log.Framed;
using CityActors.Silo.Log.Frames;
using CityActors.Silo.Log.Recovery;
using CityActors.Silo.Log.Segments;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityActors.Edge.Tests.Log.Bench;

/// <summary>Logs of small pages and small files in a folder of its own, so that a test crosses many of both.</summary>
internal sealed class SmallLog : IDisposable
{
    public const int Partitions = 3;
    public const int PageBytes = 1 << 14;
    public const long SegmentBytes = 1 << 16;

    private readonly TemporaryFolder folder = new();

    public SmallLog()
    {
        City = new FramedLogSettings
        {
            Name = "city",
            Directory = Path.Combine(folder.Path, "log"),
            Rules = new FrameRules(FrameKind.Records, 1, Partitions, 0),
            Layout = new LogLayout(LogLayout.CurrentVersion, PageBytes, SegmentBytes),
            IsDerivable = false,
            PendingBytesMax = 1 << 20,
            WindowBytes = 1 << 14,
            CachedPages = 4,
            VerifyBytes = 1 << 30,
            RetryEvery = TimeSpan.FromMilliseconds(10),
            Disk = Disk,
        };
        Changes = City with
        {
            Name = "change",
            Directory = Path.Combine(folder.Path, "changes"),
            Rules = new FrameRules(FrameKind.Changes, 1, Partitions, LogState.Any),
            IsDerivable = true,
            FlushEvery = TimeSpan.FromHours(1),
            FlushBytes = 1 << 18,
        };
    }

    public TestDisk Disk { get; } = new();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Settings of the city log.</summary>
    public FramedLogSettings City { get; set; }

    /// <summary>Settings of the change log: it flushes only when told to, or when enough waits.</summary>
    public FramedLogSettings Changes { get; set; }

    /// <summary>Files of the city log, oldest first.</summary>
    public string[] Files => [.. Directory.GetFiles(City.Directory, "*.log").Order(StringComparer.Ordinal)];

    public Task<FasterCityLog> Open(ILogger? logger = null) =>
        FasterCityLog.Open(City, Time, logger ?? NullLogger.Instance).Within("the log's opening");

    public Task<FasterChangeLog> OpenChanges() =>
        FasterChangeLog.Open(Changes, Time, NullLogger.Instance).Within("the change log's opening");

    /// <summary>Opens the log, appends so many entries one by one, and closes it.</summary>
    public async Task Fill(int entries, int readings = 20)
    {
        await using var log = await Open();
        for (var number = 0; number < entries; number++)
        {
            await log.Append([TestRecords.Readings(number % Partitions, readings)]).Within("the append");
        }
    }

    /// <summary>The city log as a process that dies at this moment leaves it.</summary>
    public SmallLog AfterDeath()
    {
        var copy = new SmallLog { Time = Time };
        foreach (var directory in new[] { City.Directory, Changes.Directory }.Where(Directory.Exists))
        {
            var target = Directory.CreateDirectory(Path.Combine(copy.folder.Path, Path.GetFileName(directory)));
            foreach (var file in Directory.GetFiles(directory))
            {
                File.Copy(file, Path.Combine(target.FullName, Path.GetFileName(file)));
            }
        }

        return copy;
    }

    public void Dispose()
    {
        Disk.Release();
        folder.Dispose();
    }
}
