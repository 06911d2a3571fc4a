namespace CityActors.Grains.Cases;

/// <summary>Which case: a stream of events in the case store.</summary>
/// <param name="Kind">Kind, see <see cref="CityActors.Cases.CaseKinds"/>, 1-32 characters.</param>
/// <param name="Id">Id within the kind, 1-256 characters.</param>
public readonly record struct CaseId(string Kind, string Id)
{
    /// <summary>Kind and id with a slash between.</summary>
    public override string ToString() => $"{Kind}/{Id}";
}
