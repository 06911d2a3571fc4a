namespace CityActors.Architecture.Tests;

/// <summary>Fails with everything that was found, each on its line and whole.</summary>
internal static class Findings
{
    /// <summary>There must be none.</summary>
    public static void None(IEnumerable<string> problems)
    {
        var found = problems.ToList();
        Assert.True(found.Count == 0, $"{found.Count} found:\n{string.Join('\n', found)}");
    }
}
