using CityActors.Silo.Hosting.Settings;

namespace CityActors.Silo.Hosting;

/// <summary>Runs a city from start to stop.</summary>
internal static class CityRun
{
    /// <summary>Starts the city, says where it listens, and returns when it has been stopped.</summary>
    public static async Task<int> Start(CityCommand command)
    {
        await using var city = await CityHost.Build(command);
        await city.Start();
        CityTexts.PrintAddresses(Console.Out, city.Options);
        await city.WaitForStop();
        return 0;
    }
}
