namespace CityActors.Cases;

/// <summary>How bad something is: the words of Smart Data Models' Alert, in their order.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Informational = 1,

    /// <summary>Can wait.</summary>
    Low = 2,

    /// <summary>To be dealt with in the day.</summary>
    Medium = 3,

    /// <summary>To be dealt with now.</summary>
    High = 4,

    /// <summary>Lives or the city's work are in danger.</summary>
    Critical = 5,
}
