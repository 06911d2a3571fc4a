using CityActors.Grains.Registry;
using CityActors.Silo.Hosting.Settings;

namespace CityActors.Silo.Hosting;

/// <summary>Makes the registry anew from the shards and ends.</summary>
internal static class RebuildRun
{
    /// <summary>Starts the city with its doors closed, rebuilds, and stops it.</summary>
    public static async Task<int> Start(CityCommand command, TextWriter output)
    {
        await using var city = await CityHost.Build(command);
        await city.Start();
        var lifetime = city.Services.GetRequiredService<IHostApplicationLifetime>();
        await city.Services.GetRequiredService<RegistryRebuild>().Run(lifetime.ApplicationStopping);
        var types = await city.Services.GetRequiredService<ITwinRegistry>().Types(lifetime.ApplicationStopping);
        return CityTexts.PrintRebuilt(output, types.Sum(static type => type.Count), types.Length);
    }
}
