using CityActors.Grains.Cases;

namespace CityActors.Edge.Tests.Cases;

/// <summary>SQLite keeps to the contract of lists.</summary>
public sealed class SqliteCaseIndexTests : CaseIndexContract, IAsyncDisposable
{
    private readonly SqliteCases cases = new(Index);

    protected override ICaseStore Store => cases.Store;

    protected override Task<ICaseStore> Reopen(CaseIndex? index = null) => cases.Reopen(index);

    public ValueTask DisposeAsync() => cases.DisposeAsync();
}
