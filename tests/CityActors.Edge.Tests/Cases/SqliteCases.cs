using CityActors.Edge.Tests.Storage;
using CityActors.Grains.Cases;
using CityActors.Silo.Cases;
using Microsoft.Extensions.Options;

namespace CityActors.Edge.Tests.Cases;

/// <summary>A store in a SQLite file of its own.</summary>
internal sealed class SqliteCases(CaseIndex index) : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private SqliteCaseStore? store;

    public SqliteCaseStore Store => store ??= Open(index);

    public async Task<ICaseStore> Reopen(CaseIndex? other)
    {
        await (store?.DisposeAsync() ?? ValueTask.CompletedTask);
        return store = Open(other ?? index);
    }

    public async ValueTask DisposeAsync()
    {
        await (store?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Dispose();
    }

    private SqliteCaseStore Open(CaseIndex with) =>
        new(Options.Create(new SqliteCaseOptions { Path = folder.File("cases.sqlite") }), [with]);
}
