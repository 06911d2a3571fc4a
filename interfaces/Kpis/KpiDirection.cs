namespace CityActors.Kpis;

/// <summary>On which side of its target and bands a KPI should stay.</summary>
[GenerateSerializer, Alias("city.KpiDirection")]
public enum KpiDirection : byte
{
    /// <summary>The more, the better: the target is the least that is wanted.</summary>
    AtLeast = 0,

    /// <summary>The less, the better: the target is the most that is wanted.</summary>
    AtMost = 1,
}
