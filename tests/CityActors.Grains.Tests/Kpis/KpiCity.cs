using System.Collections.Immutable;
using CityActors.Domain.Definitions;
using CityActors.Domain.Log;
using CityActors.Grains.Kpis;
using CityActors.Log;
using Microsoft.Extensions.DependencyInjection;

namespace CityActors.Grains.Tests.Kpis;

/// <summary>What tests of KPIs do with a city.</summary>
internal static class KpiCity
{
    /// <summary>Rings as the follower does when it has stored something.</summary>
    public static void Ring(this IServiceProvider services) => services.GetRequiredService<KpiBell>().Ring();

    /// <summary>Defines a derivation, or retires it, in every partition.</summary>
    public static async Task<ImmutableArray<LogPosition>> Define(this TestCity city, string id, string? json, string why)
    {
        var positions = ImmutableArray.CreateBuilder<LogPosition>();
        for (var partition = 0; partition < TestCity.Partitions; partition++)
        {
            positions.Add(await city.Append(
                partition, 1_790_000_000_000, writer => writer.Define(DefinitionKind.Derivation, id, json, why)));
        }

        return positions.ToImmutable();
    }
}
