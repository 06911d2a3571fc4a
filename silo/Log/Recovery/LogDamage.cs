namespace CityActors.Silo.Log.Recovery;

/// <summary>A range of a log that cannot be read.</summary>
/// <param name="From">Address at which whole frames end.</param>
/// <param name="To">Address at which they go on; the end of the files when they do not.</param>
/// <param name="Place">File and offsets, for people.</param>
/// <param name="Reason">What was found at its beginning.</param>
internal sealed record LogDamage(long From, long To, string Place, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Reason}";
}
