using CityActors.Grains.Definitions;
using CityActors.Grains.Registry;
using CityActors.Silo.Hosting.Settings;

namespace CityActors.Silo.Hosting;

/// <summary>Makes a projection anew and ends.</summary>
internal static class RebuildRun
{
    /// <summary>Starts the city with its doors closed, rebuilds, and stops it.</summary>
    public static async Task<int> Start(CityCommand command, TextWriter output)
    {
        await using var city = await CityHost.Build(command);
        await city.Start();
        var stopping = city.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        return command.Verb == CityVerb.RebuildDefinitions
            ? await Definitions(city.Services, output, stopping)
            : await Registry(city.Services, output, stopping);
    }

    private static async Task<int> Registry(IServiceProvider services, TextWriter output, CancellationToken stopping)
    {
        await services.GetRequiredService<RegistryRebuild>().Run(stopping);
        var types = await services.GetRequiredService<ITwinRegistry>().Types(stopping);
        return CityTexts.PrintRebuilt(output, types.Sum(static type => type.Count), types.Length);
    }

    private static async Task<int> Definitions(IServiceProvider services, TextWriter output, CancellationToken stopping)
    {
        await services.GetRequiredService<DefinitionRebuild>().Run(stopping);
        return CityTexts.PrintDefinitionsRebuilt(output, await services.GetRequiredService<IDefinitionStore>().Count(stopping));
    }
}
