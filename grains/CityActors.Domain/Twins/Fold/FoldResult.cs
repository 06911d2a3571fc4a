namespace CityActors.Domain.Twins.Fold;

/// <summary>How folding a frame ended.</summary>
/// <param name="Poison">
/// Null: every record of the frame is folded. Else the record at <see cref="PoisonedRecord.Sequence"/> made the fold throw and
/// the state stands just before it: log a Skip for it, then fold the frame again with the skip known.
/// </param>
public readonly record struct FoldResult(PoisonedRecord? Poison);

/// <summary>A record that cannot be folded.</summary>
/// <param name="Sequence">Its sequence.</param>
/// <param name="Reason">Sentence: what was expected, what came.</param>
/// <param name="IsStateSpoiled">
/// Whether the state may be half changed: it must not be used any more, log the Skip and restore the state from its snapshot.
/// </param>
public sealed record PoisonedRecord(long Sequence, string Reason, bool IsStateSpoiled);
