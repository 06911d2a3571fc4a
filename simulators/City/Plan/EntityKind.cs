namespace CityActors.Simulators.City.Plan;

/// <summary>Kinds of things in a synthetic city, in the order in which they are written.</summary>
internal enum EntityKind
{
    River,
    Road,
    RoadSegment,
    Building,
    ElectricityMeter,
    WaterMeter,
    TrafficLoop,
    Camera,
    AirStation,
    NoiseMeter,
    RainGauge,
    TideGauge,
    WaterLevel,
    Parking,
    ParkingSpot,
    Bus,
    Gateway,
    Streetlight,
    TrafficSignal,
    MessageSign,
    Pump,
    Siren,
}

/// <summary>Names of the kinds.</summary>
internal static class EntityKinds
{
    /// <summary>All kinds, in order.</summary>
    public static readonly EntityKind[] All = Enum.GetValues<EntityKind>();

    /// <summary>Type (Smart Data Models where one fits) and the beginning of local names.</summary>
    public static (string Type, string Prefix) Name(EntityKind kind) => kind switch
    {
        EntityKind.River => ("River", "song"),
        EntityKind.Road => ("Road", "duong"),
        EntityKind.RoadSegment => ("RoadSegment", "doan"),
        EntityKind.Building => ("Building", "nha"),
        EntityKind.ElectricityMeter => ("ACMeasurement", "dien"),
        EntityKind.WaterMeter => ("WaterConsumptionObserved", "nuoc"),
        EntityKind.TrafficLoop => ("TrafficFlowObserved", "vong"),
        EntityKind.Camera => ("Camera", "cam"),
        EntityKind.AirStation => ("AirQualityObserved", "khi"),
        EntityKind.NoiseMeter => ("NoiseLevelObserved", "on"),
        EntityKind.RainGauge => ("WeatherObserved", "mua"),
        EntityKind.TideGauge => ("WaterObserved", "trieu"),
        EntityKind.WaterLevel => ("FloodMonitoring", "ngap"),
        EntityKind.Parking => ("OffStreetParking", "bai"),
        EntityKind.ParkingSpot => ("ParkingSpot", "cho"),
        EntityKind.Bus => ("Vehicle", "buyt"),
        EntityKind.Gateway => ("Device", "tram"),
        EntityKind.Streetlight => ("Streetlight", "den"),
        EntityKind.TrafficSignal => ("TrafficSignal", "tinhieu"),
        EntityKind.MessageSign => ("VariableMessageSign", "bien"),
        EntityKind.Pump => ("Pump", "bom"),
        EntityKind.Siren => ("Siren", "coi"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Expected a kind of thing."),
    };

    /// <summary>URN of the thing of a number.</summary>
    public static string Id(EntityKind kind, int number)
    {
        var (type, prefix) = Name(kind);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"urn:ngsi-ld:{type}:{prefix}-{number:D6}");
    }
}
