namespace CityActors.Grains.Twins;

/// <summary>The limit that a call puts on its answer.</summary>
internal static class Most
{
    /// <summary>It must lie between 1 and what is allowed.</summary>
    public static void Check(int most, int allowed)
    {
        if (most < 1 || most > allowed)
        {
            throw new ArgumentOutOfRangeException(nameof(most), $"Expected 1-{allowed}, got {most}.");
        }
    }
}
