namespace CityActors.Kpis;

/// <summary>How a KPI stands against its bands.</summary>
[GenerateSerializer, Alias("city.KpiBand")]
public enum KpiBand : byte
{
    /// <summary>Grey: it has no value, because sources are missing or nothing was said yet.</summary>
    Grey = 0,

    /// <summary>At its good bound or on the right side of it.</summary>
    Good = 1,

    /// <summary>Past the good bound, still at its warning bound or on the right side of it.</summary>
    Warning = 2,

    /// <summary>Past the warning bound.</summary>
    Bad = 3,

    /// <summary>It has a value, but its definition names no bands.</summary>
    Unbanded = 4,
}
