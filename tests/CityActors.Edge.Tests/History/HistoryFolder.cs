using CityActors.Edge.Tests.Storage;
using CityActors.History;
using CityActors.Silo.History;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CityActors.Edge.Tests.History;

/// <summary>A folder of history that a test opens, closes, and does harm to.</summary>
internal sealed class HistoryFolder : IAsyncDisposable
{
    private readonly TempFolder folder = new();

    /// <summary>The clock: two days after the readings of the tests.</summary>
    public FakeTimeProvider Time { get; } = new(HistoryContract.Start.AddDays(2));

    /// <summary>Settings: days are not put in order before they are a month old.</summary>
    public DuckDbHistoryOptions Options { get; } = new()
    {
        TendEvery = TimeSpan.FromHours(1), SettleAfter = TimeSpan.Zero, CompactAfter = TimeSpan.FromDays(30),
    };

    /// <summary>History, while it is open.</summary>
    public DuckDbHistory? History { get; private set; }

    /// <summary>The folder.</summary>
    public string Path => System.IO.Path.Combine(folder.Path, "history");

    /// <summary>Names of its files of days, sorted.</summary>
    public IEnumerable<string> Days => Directory.GetFiles(Path, "*.duckdb").Select(System.IO.Path.GetFileName).Order()!;

    /// <summary>Opens, or opens again.</summary>
    public async Task<DuckDbHistory> Open()
    {
        await Close();
        Options.Path = Path;
        return History = new DuckDbHistory(
            Microsoft.Extensions.Options.Options.Create(Options), HistoryContract.Generation, Time, NullLogger<DuckDbHistory>.Instance);
    }

    /// <summary>Closes.</summary>
    public async Task Close()
    {
        if (History is { } open)
        {
            History = null;
            await open.DisposeAsync();
        }
    }

    /// <summary>A file of it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A copy of the folder as it lies on the disk now; the one that is open goes on.</summary>
    public HistoryFolder Copy()
    {
        var copy = new HistoryFolder();
        Directory.CreateDirectory(copy.Path);
        foreach (var file in Directory.GetFiles(Path))
        {
            System.IO.File.Copy(file, copy.File(System.IO.Path.GetFileName(file)));
        }

        return copy;
    }

    /// <summary>Puts a file back as it was in a copy, or away when it was not there.</summary>
    public void Restore(HistoryFolder copy, string name)
    {
        System.IO.File.Delete(File(name));
        if (System.IO.File.Exists(copy.File(name)))
        {
            System.IO.File.Copy(copy.File(name), File(name));
        }
    }

    /// <summary>Numbers of all raw readings around.</summary>
    public async Task<IEnumerable<double>> Numbers(HistoryQuery? query = null) =>
        HistoryContract.Numbers(await History!.Query(query ?? HistoryContract.Question()));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Close();
        folder.Dispose();
    }
}
