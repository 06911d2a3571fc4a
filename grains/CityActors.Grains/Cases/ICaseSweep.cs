namespace CityActors.Grains.Cases;

/// <summary>
/// Does what has become due with cases of a kind. Rooms add theirs as a singleton; the loop <c>case-sweep</c> calls it on start and
/// whenever something is due (<see cref="CaseRow.DueAt"/>), until the row says otherwise.
/// </summary>
public interface ICaseSweep
{
    /// <summary>The kind.</summary>
    string Kind { get; }

    /// <summary>Tells a case that its time has come. Must be repeatable; afterwards the row has another due time, or none.</summary>
    Task Wake(string id, CancellationToken cancellationToken);
}
