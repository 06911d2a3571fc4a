namespace CityActors.Silo.Ingress.Payloads;

/// <summary>A run of bytes kept by a <see cref="PayloadReadings"/>.</summary>
/// <param name="Start">First byte.</param>
/// <param name="Length">Number of bytes; 0: there is none.</param>
internal readonly record struct Slice(int Start, int Length)
{
    public bool IsEmpty => Length == 0;
}
