using CityActors.Edge.Tests.Log.Bench;
using CityActors.Grains.Log;
using CityActors.Silo.Log;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityActors.Edge.Tests.Log.Contracts;

/// <summary>The embedded city log keeps the contract.</summary>
public sealed class FasterCityLogTests : CityLogContract, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private CityLogs? logs;

    public void Dispose() => folder.Dispose();

    protected override async Task<ICityLog> Open(int partitions)
    {
        logs = await CityLogs.Open(
            folder.Path, new LogOptions { Partitions = partitions }, TimeProvider.System, NullLoggerFactory.Instance)
            .Within("the log's opening");
        return logs.City;
    }

    protected override Task Close(ICityLog log) => logs!.DisposeAsync().AsTask().Within("the log's closing");
}
