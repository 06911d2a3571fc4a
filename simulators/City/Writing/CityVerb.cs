using System.Globalization;
using CityActors.Simulators.City.Plan;
using CityActors.Simulators.Command;
using CityActors.Simulators.Reach;

namespace CityActors.Simulators.City.Writing;

/// <summary>The verb <c>city</c>.</summary>
internal static class CityVerb
{
    private const long SeedDefault = 42;

    /// <summary>Writes a city into files or defines it in a running one.</summary>
    public static async Task<int> Run(
        string[] arguments, TextWriter answers, TextWriter sentences, CancellationToken cancellationToken)
    {
        var line = new CommandLine("city", arguments, ["--twins", "--seed", "--out", "--zones", "--to"]);
        line.Words();
        var twins = (int)line.Whole("--twins", null, CityPlan.TwinsMin, CityPlan.TwinsMax);
        var plan = new CityPlan(line.Whole("--seed", SeedDefault, long.MinValue, long.MaxValue), twins);
        if (line.Api("--to") is { } address)
        {
            if (line.Has("--out") || line.Has("--zones"))
            {
                throw new UsageException("city: --to defines a running city, --out and --zones write files: give one or the other.");
            }

            await Define(plan, address, sentences, cancellationToken);
            return Verbs.Done;
        }

        var file = line.Text("--out");
        if (file is null)
        {
            await CityFiles.WriteEntities(plan, Console.OpenStandardOutput(), cancellationToken);
        }
        else
        {
            await using var entities = File.Create(file);
            await CityFiles.WriteEntities(plan, entities, cancellationToken);
        }

        var zonesFile = line.Text("--zones") ?? (file is null ? null : file + ".zones.geojson");
        if (zonesFile is not null)
        {
            await using var zones = File.Create(zonesFile);
            await CityFiles.WriteZones(plan, zones, cancellationToken);
        }

        return Verbs.Done;
    }

    private static async Task Define(CityPlan plan, Uri address, TextWriter sentences, CancellationToken cancellationToken)
    {
        using var city = new CityReach(address);
        await city.WaitUntilReady(TimeProvider.System, Sending.LinkSettings.PatienceDefault, cancellationToken);
        var zones = await city.DefineZones(CityZones.Of(plan), cancellationToken);
        var defined = await city.Define(Entities.CityEntities.Of(plan), cancellationToken);
        await sentences.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Defined {zones} zones and {defined} twins."));
    }
}
