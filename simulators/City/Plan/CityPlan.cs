namespace CityActors.Simulators.City.Plan;

/// <summary>How large a synthetic city is and of what it consists: everything follows from a seed and a number of twins.</summary>
public sealed class CityPlan
{
    /// <summary>Fewest twins of a city, zones not counted.</summary>
    public const int TwinsMin = 100;

    /// <summary>Most twins of a city, zones not counted.</summary>
    public const int TwinsMax = 20_000_000;

    private const int WardsPerSideMax = 20;
    private const int TwinsPerWard = 190;
    private const int StreetsPerQuarterMax = 40;
    private const double SegmentShareMax = 0.16;

    private static readonly (EntityKind Kind, int Weight)[] Shares =
    [
        (EntityKind.Building, 110), (EntityKind.ElectricityMeter, 110), (EntityKind.WaterMeter, 110),
        (EntityKind.TrafficLoop, 130), (EntityKind.Camera, 30), (EntityKind.AirStation, 18), (EntityKind.NoiseMeter, 18),
        (EntityKind.RainGauge, 12), (EntityKind.TideGauge, 6), (EntityKind.WaterLevel, 18), (EntityKind.Parking, 16),
        (EntityKind.ParkingSpot, 90), (EntityKind.Bus, 40), (EntityKind.Gateway, 6), (EntityKind.Streetlight, 220),
    ];

    private readonly Dictionary<EntityKind, int> counts = [];

    // One to so many street lights, beside the twins of the plan: a seed means the same city for ever.
    private static readonly (EntityKind Kind, int Lights)[] Switched =
        [(EntityKind.TrafficSignal, 10), (EntityKind.MessageSign, 40), (EntityKind.Pump, 40), (EntityKind.Siren, 60)];

    /// <summary>Makes the plan.</summary>
    /// <param name="seed">Any number; the same seed gives the same city.</param>
    /// <param name="twins">Twins beside zones, <see cref="TwinsMin"/>-<see cref="TwinsMax"/>.</param>
    /// <param name="hasSwitched">Whether signals, message signs, pumps and sirens stand there too, beside that number.</param>
    public CityPlan(long seed, int twins, bool hasSwitched = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(twins, TwinsMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(twins, TwinsMax);
        Seed = seed;
        Twins = twins;
        Grid = new CityGrid(seed, Math.Clamp((int)Math.Round(Math.Sqrt((double)twins / TwinsPerWard)), 1, WardsPerSideMax));
        Streets = new StreetPlan(seed, Grid, StreetsPerQuarter(Grid.QuartersPerSide, twins));
        counts[EntityKind.River] = 1;
        counts[EntityKind.Road] = Streets.Streets;
        counts[EntityKind.RoadSegment] = Streets.Segments;
        Share(twins - 1 - Streets.Streets - Streets.Segments);
        foreach (var (kind, lights) in hasSwitched ? Switched : [])
        {
            counts[kind] = Math.Max(1, counts[EntityKind.Streetlight] / lights);
        }
    }

    /// <summary>What randomness starts from.</summary>
    public long Seed { get; }

    /// <summary>Twins beside zones.</summary>
    public int Twins { get; }

    /// <summary>The ground plan.</summary>
    internal CityGrid Grid { get; }

    /// <summary>The streets.</summary>
    internal StreetPlan Streets { get; }

    /// <summary>How many twins of a kind there are.</summary>
    internal int Count(EntityKind kind) => counts.GetValueOrDefault(kind);

    private void Share(int rest)
    {
        var weights = Shares.Sum(static share => share.Weight);
        var given = 0;
        foreach (var (kind, weight) in Shares)
        {
            counts[kind] = Math.Max(1, (int)((long)rest * weight / weights));
            given += counts[kind];
        }

        counts[EntityKind.Streetlight] += rest - given;
    }

    private static int StreetsPerQuarter(int quarters, int twins)
    {
        var streets = 1;
        while (streets < StreetsPerQuarterMax && Segments(quarters * (streets + 1)) <= twins * SegmentShareMax)
        {
            streets++;
        }

        return streets;
    }

    private static double Segments(int lines) => 2.0 * lines * (lines - 1);
}
