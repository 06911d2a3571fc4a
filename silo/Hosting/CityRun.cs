using CityActors.Grains.Twins;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Hosting;

/// <summary>Runs a city from start to stop.</summary>
internal static class CityRun
{
    /// <summary>Starts the city, says where it listens, and returns when it has been stopped.</summary>
    public static async Task<int> Start(CityCommand command)
    {
        await using var city = CityHost.Build(command);
        await city.StartAsync();
        CityTexts.PrintAddresses(Console.Out, city.Services.GetRequiredService<IOptions<CityOptions>>().Value);
        await city.WaitForShutdownAsync();
        return 0;
    }
}
