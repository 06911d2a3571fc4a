namespace CityActors.Streams;

/// <summary>
/// A subscription asked to go on at a place that the change log cannot give any more (or never could: a token of another log).
/// It reaches <c>OnErrorAsync</c> of the subscriber; the subscription then goes on with what happens from now on. What lies between is
/// in history; live state is to be read anew.
/// </summary>
[GenerateSerializer, Alias("city.ChangesGoneException")]
public sealed class ChangesGoneException(string message) : Exception(message);
