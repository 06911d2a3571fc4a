using CityActors.Edge.Tests.Storage;
using CityActors.Grains.Definitions;
using CityActors.Silo.Definitions;
using Microsoft.Extensions.Options;

namespace CityActors.Edge.Tests.Definitions;

/// <summary>SQLite keeps to the contract.</summary>
public sealed class SqliteDefinitionStoreTests : DefinitionStoreContract, IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private SqliteDefinitionStore? store;

    protected override IDefinitionStore Store => store ??= Open();

    protected override async Task<IDefinitionStore> Reopen()
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

    private SqliteDefinitionStore Open() =>
        new(Options.Create(new SqliteDefinitionOptions { Path = folder.File("definitions.sqlite") }));
}
