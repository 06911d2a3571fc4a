using CityActors.Edge.Tests.Storage;
using CityActors.Grains.History;
using CityActors.Silo.History;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CityActors.Edge.Tests.History;

/// <summary>DuckDB keeps to the contract.</summary>
public sealed class DuckDbHistoryTests : HistoryContract, IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = new(Start.AddDays(2));
    private DuckDbHistory? history;

    protected override IHistory History => history ??= Open();

    protected override async Task Reopen()
    {
        await Close();
        history = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        folder.Dispose();
    }

    private async Task Close()
    {
        if (history is not null)
        {
            await history.DisposeAsync();
            history = null;
        }
    }

    private DuckDbHistory Open() => new(
        Options.Create(new DuckDbHistoryOptions { Path = folder.File("history") }), Generation, time,
        NullLogger<DuckDbHistory>.Instance);
}
