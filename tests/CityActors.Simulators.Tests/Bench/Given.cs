namespace CityActors.Simulators.Tests.Bench;

/// <summary>Real data that lies beside the repository, where it does.</summary>
internal static class Given
{
    /// <summary>A file of it; the test is skipped where it is not.</summary>
    public static string File(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", path);
            if (System.IO.File.Exists(file))
            {
                return file;
            }
        }

        Assert.Skip($"There is no shared/data/{path} beside the repository.");
        return "";
    }
}
