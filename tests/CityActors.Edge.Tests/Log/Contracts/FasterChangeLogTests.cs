using CityActors.Edge.Tests.Log.Bench;
using CityActors.Grains.Changes;
using CityActors.Silo.Log;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityActors.Edge.Tests.Log.Contracts;

/// <summary>The embedded change log keeps the contract.</summary>
public sealed class FasterChangeLogTests : ChangeLogContract, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private CityLogs? logs;

    public void Dispose() => folder.Dispose();

    protected override async Task<IChangeLog> Open(int partitions)
    {
        logs = await CityLogs.Open(
            folder.Path, new LogOptions { Partitions = partitions }, TimeProvider.System, NullLoggerFactory.Instance)
            .Within("the logs' opening");
        return logs.Changes;
    }

    protected override Task Close(IChangeLog log) => logs!.DisposeAsync().AsTask().Within("the logs' closing");
}
