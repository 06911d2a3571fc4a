namespace CityActors.Web.Map.Legend;

/// <summary>
/// Colours of twin types on the map. All of them are at least 3 : 1 against land and sea, and none says anything that the name
/// beside it does not say.
/// </summary>
internal static class TypeLook
{
    /// <summary>Types that are the ground of the map and not points on it.</summary>
    public static readonly IReadOnlySet<string> Ground = new HashSet<string>(StringComparer.Ordinal)
    {
        "RoadSegment", "Road", "River", "AdministrativeArea", "Zone",
    };

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["AirQualityObserved"] = "#6fd6a0",
        ["NoiseLevelObserved"] = "#e39bff",
        ["WeatherObserved"] = "#8ec5ff",
        ["WaterObserved"] = "#35b6e8",
        ["FloodMonitoring"] = "#4f9dff",
        ["WaterConsumptionObserved"] = "#58d3d3",
        ["ACMeasurement"] = "#ffd54a",
        ["Streetlight"] = "#fff0a3",
        ["TrafficFlowObserved"] = "#ff9d5c",
        ["Camera"] = "#ff8fb1",
        ["Vehicle"] = "#ff6b5e",
        ["OffStreetParking"] = "#9fb8ff",
        ["ParkingSpot"] = "#7f95e6",
        ["Building"] = "#c7b299",
        ["Device"] = "#b7c4d1",
    };

    private static readonly string[] Others = ["#d8e36b", "#f2a7a0", "#8fe0c2", "#c3a6ff", "#ffb86b", "#7fd0ff", "#e0c28f", "#a8d18d"];

    /// <summary>Colour of a type, #rrggbb; a type that is not known always gets the same one.</summary>
    public static string Colour(string type)
    {
        if (Known.TryGetValue(type, out var colour))
        {
            return colour;
        }

        var sum = 17;
        foreach (var letter in type)
        {
            sum = unchecked((sum * 31) + letter);
        }

        return Others[(int)((uint)sum % (uint)Others.Length)];
    }
}
