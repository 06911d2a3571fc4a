namespace CityActors.Web.Map.Live;

/// <summary>What changed on a map since the last batch.</summary>
/// <param name="Placed">Twins that are new or moved: id, longitude, latitude, name (null: as before).</param>
/// <param name="Gone">Twins that left, fell silent or were deleted.</param>
/// <param name="Fresh">Twins that reported, to be lit up for a moment.</param>
internal sealed record MapBatch(IReadOnlyList<object?[]> Placed, IReadOnlyList<string> Gone, IReadOnlyList<string> Fresh)
{
    /// <summary>Whether there is nothing to tell.</summary>
    public bool IsEmpty => Placed.Count == 0 && Gone.Count == 0 && Fresh.Count == 0;
}
