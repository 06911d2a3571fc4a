namespace CityActors.Simulators.City.Plan;

/// <summary>
/// Randomness of a synthetic city (SplitMix64): each thing has dice of its own, thrown from the city's seed, a subject and a number.
/// So a city is the same on every machine and runtime, and the thousandth lamp needs none of the lamps before it.
/// </summary>
internal struct Dice
{
    private ulong state;

    /// <summary>The dice of one thing.</summary>
    public Dice(long seed, DiceSubject subject, long number)
    {
        state = Mix((ulong)seed + 0x9E3779B97F4A7C15UL);
        state = Mix(state ^ (((ulong)subject + 1) * 0xD1B54A32D192ED03UL));
        state = Mix(state ^ (ulong)number);
    }

    /// <summary>A number in [0, 1).</summary>
    public double Next() => (Throw() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [from, to).</summary>
    public double Between(double from, double to) => from + ((to - from) * Next());

    /// <summary>A whole number in [0, end).</summary>
    public int Below(int end) => (int)(Next() * end);

    /// <summary>One of some.</summary>
    public T Of<T>(IReadOnlyList<T> some) => some[Below(some.Count)];

    private ulong Throw()
    {
        state += 0x9E3779B97F4A7C15UL;
        return Mix(state);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

/// <summary>What dice are thrown for; the numbers are part of what a seed means and never change.</summary>
internal enum DiceSubject
{
    Corner = 1,
    ZoneName = 2,
    StreetName = 3,
    Segment = 4,
    Place = 5,
    Building = 6,
    Parking = 7,
    Bus = 8,
    Device = 9,
    Signal = 10,
    Weather = 11,
    River = 12,
}
