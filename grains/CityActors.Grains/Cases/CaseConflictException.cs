namespace CityActors.Grains.Cases;

/// <summary>Somebody else wrote to the case in between: read it again and decide anew.</summary>
public sealed class CaseConflictException(CaseId id, long expected, long actual)
    : Exception($"Case {id}: expected version {expected}, it is at {actual}.")
{
    /// <summary>The case.</summary>
    public CaseId Case { get; } = id;

    /// <summary>Version that it is at.</summary>
    public long Actual { get; } = actual;
}

/// <summary>The key was used for this case before; look what was answered then (<see cref="ICaseStore.Remembered"/>).</summary>
public sealed class CaseKeyUsedException(CaseId id, string key) : Exception($"Case {id}: the key '{key}' was used before.");
