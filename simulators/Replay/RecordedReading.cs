using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Replay;

/// <summary>What a file says of a thing at a moment.</summary>
/// <param name="Twin">URN.</param>
/// <param name="FileMs">Time as the file counts it, milliseconds: since its own zero, or Unix time where it names dates.</param>
/// <param name="Values">What was measured; at least one value.</param>
internal readonly record struct RecordedReading(string Twin, long FileMs, IReadOnlyList<ChannelValue> Values);

/// <summary>The file cannot be read on; the message is a sentence that says where.</summary>
public sealed class RecordingBrokenException(string sentence, Exception? reason = null) : Exception(sentence, reason);
