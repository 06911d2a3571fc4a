namespace CityActors.Streams;

/// <summary>
/// A subscription asked to go on at a place that the change log cannot give any more (or never could: a token of another log).
/// It reaches <c>OnErrorAsync</c> of the subscriber, then Orleans' <c>FaultedSubscriptionException</c> does: the subscription has ended.
/// What was missed is in history; read live state anew and subscribe again, without a token.
/// </summary>
[GenerateSerializer, Alias("city.ChangesGoneException")]
public sealed class ChangesGoneException(string message) : Exception(message);
