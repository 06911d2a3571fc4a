using System.Globalization;
using System.Text.Json;
using CityActors.Simulators.City.Entities;
using CityActors.Simulators.City.Plan;
using CityActors.Simulators.Reach;

namespace CityActors.Simulators.Fleet;

/// <summary>Defines the sample city, once: a twin of its own says that it is there and what it was made from.</summary>
internal sealed class DemoCity(CityPlan plan, CityReach city)
{
    private const string Marker = "urn:ngsi-ld:Device:demo";
    private const string Definition = "serialNumber";
    private const int Version = 2;

    private string Made => string.Create(CultureInfo.InvariantCulture, $"demo-{Version}-{plan.Seed}-{plan.Twins}");

    /// <summary>Defines the city unless it is there.</summary>
    /// <returns>Whether it was new.</returns>
    public async Task<bool> Define(CancellationToken cancellationToken)
    {
        if (await IsThere(cancellationToken))
        {
            return false;
        }

        await city.DefineZones(CityZones.Of(plan), cancellationToken);
        await city.Define(CityEntities.Of(plan), cancellationToken);

        // Said last: whoever stops in the middle begins again, and what is there already does not change.
        await city.Define([Said()], cancellationToken);
        return true;
    }

    private CityEntity Said() => new(
        Marker, "Device", [CityGrid.Centre],
        [
            new EntityProperty("name", "Thành phố mẫu"),
            new EntityProperty("category", new[] { "other" }),
            new EntityProperty("controlledProperty", new[] { "connectivity" }),
            new EntityProperty(Definition, Made),
        ],
        []);

    private async Task<bool> IsThere(CancellationToken cancellationToken)
    {
        using var marker = await city.Read(Marker, cancellationToken);
        return marker is not null
            && marker.RootElement.TryGetProperty(Definition, out var property)
            && property.ValueKind == JsonValueKind.Object
            && property.TryGetProperty("value", out var value)
            && value.ValueKind == JsonValueKind.String
            && value.ValueEquals(Made);
    }
}
