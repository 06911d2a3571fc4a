using CityActors.Twins.Channels;

namespace CityActors.Simulators.Scorecards;

/// <summary>What the history of a channel is to hold.</summary>
/// <param name="Twin">URN.</param>
/// <param name="Channel">Channel.</param>
/// <param name="Points">Readings, each once; at least one.</param>
internal sealed record ExpectedSeries(string Twin, string Channel, IReadOnlyList<ExpectedPoint> Points);

/// <summary>A reading that is looked for.</summary>
/// <param name="AtMs">observedAt, Unix milliseconds.</param>
/// <param name="Value">Its value.</param>
/// <param name="MustBeThere">Whether its message was acknowledged: then it is lost if it is not there.</param>
internal readonly record struct ExpectedPoint(long AtMs, TwinValue Value, bool MustBeThere);
