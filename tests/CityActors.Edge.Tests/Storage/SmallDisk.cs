using System.Diagnostics;

namespace CityActors.Edge.Tests.Storage;

/// <summary>A folder on a disk of a few mebibytes of its own; needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    /// <summary>Mounts an empty one; skips the test where that is not allowed.</summary>
    public SmallDisk(int megabytes)
    {
        Path = Directory.CreateTempSubdirectory("city-disk-").FullName;
        if (Refusal("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", Path) is { } refusal)
        {
            Directory.Delete(Path);
            Assert.Skip(refusal);
        }
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Takes all that is left but some bytes.</summary>
    public void FillUp(long butBytes = 0)
    {
        using var file = File.Open(Ballast, FileMode.Append);
        var piece = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(piece);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // It is full.
        }

        file.SetLength(Math.Max(0, file.Length - butBytes));
    }

    /// <summary>Gives it back.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    /// <inheritdoc/>
    public void Dispose()
    {
        Refusal("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static string? Refusal(string command, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            return "Mounting a small disk needs Linux and root.";
        }

        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"{command} is not allowed here: {error.Trim()}";
    }
}
