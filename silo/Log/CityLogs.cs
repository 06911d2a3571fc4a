using Microsoft.Extensions.Logging;

namespace CityActors.Silo.Log;

/// <summary>
/// A data directory with its two logs, open. They are opened before the silo starts, so that damage, a full disk or a second process is
/// told before anything runs, and closed after everything that writes has stopped.
/// </summary>
public sealed class CityLogs : IAsyncDisposable
{
    private CityLogs(DataDirectory directory, FasterCityLog city, FasterChangeLog changes)
    {
        Directory = directory;
        City = city;
        Changes = changes;
    }

    /// <summary>The data directory.</summary>
    public DataDirectory Directory { get; }

    /// <summary>The city log.</summary>
    public FasterCityLog City { get; }

    /// <summary>The change log.</summary>
    public FasterChangeLog Changes { get; }

    /// <summary>Takes hold of a data directory and opens its logs.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="IOException">The directory is in use or cannot be written to.</exception>
    /// <exception cref="InvalidDataException">The directory does not fit this program or these settings.</exception>
    /// <exception cref="Recovery.LogDamagedException">The city log is damaged below what was acknowledged.</exception>
    public static async Task<CityLogs> Open(string path, LogOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        options.Validate();
        var directory = DataDirectory.Open(path, options.Partitions);
        FasterCityLog? city = null;
        try
        {
            Repair.LogRepair.Finish(directory);
            city = await FasterCityLog.Open(directory, options, time, loggers.CreateLogger<FasterCityLog>()).ConfigureAwait(false);
            var changes = await FasterChangeLog.Open(directory, options, time, loggers.CreateLogger<FasterChangeLog>())
                .ConfigureAwait(false);
            return new CityLogs(directory, city, changes);
        }
        catch
        {
            if (city is not null)
            {
                await city.DisposeAsync().ConfigureAwait(false);
            }

            directory.Dispose();
            throw;
        }
    }

    /// <summary>Closes both logs and lets go of the directory.</summary>
    public async ValueTask DisposeAsync()
    {
        await Changes.DisposeAsync().ConfigureAwait(false);
        await City.DisposeAsync().ConfigureAwait(false);
        Directory.Dispose();
    }
}
