using CityActors.Edge.Tests.Storage;
using CityActors.Grains.Commands;
using CityActors.Silo.Commands;
using Microsoft.Extensions.Options;

namespace CityActors.Edge.Tests.Commands;

/// <summary>SQLite keeps to the contract.</summary>
public sealed class SqliteCommandStoreTests : CommandStoreContract, IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private SqliteCommandStore? store;

    protected override ICommandStore Store => store ??= Open();

    protected override async Task<ICommandStore> Reopen()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
        }

        return store = Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
        }

        folder.Dispose();
    }

    private SqliteCommandStore Open() => new(Options.Create(new SqliteCommandOptions
    {
        Path = folder.File("commands.sqlite"), EndedMax = 100, EventsPerCommandMax = 10,
    }));
}
