using System.Diagnostics;

namespace CityActors.Architecture.Tests;

/// <summary>The files of the repository that the tests stand in.</summary>
internal static class Repository
{
    /// <summary>Folder of CityActors.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Files that are tracked or would be when everything were added, relative to the root, with slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    /// <summary>Our own C# sources.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
    [
        .. Files.Where(static file => file.EndsWith(".cs", StringComparison.Ordinal))
            .Select(static file => new SourceFile(file, Read(file))),
    ];

    /// <summary>Text of a file.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>Runs a program in the root and returns what it printed.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Root, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    private static string[] ListFiles() =>
    [
        .. Run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(static file => File.Exists(Path.Combine(Root, file)))
            .Distinct(),
    ];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CityActors.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No CityActors.sln above {AppContext.BaseDirectory}.");
    }
}
