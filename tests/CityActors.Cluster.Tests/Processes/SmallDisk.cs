using System.Diagnostics;

namespace CityActors.Cluster.Tests.Processes;

/// <summary>A disk of a few mebibytes, mounted over a folder; needs root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string path;

    private SmallDisk(string path) => this.path = path;

    private string Ballast => Path.Combine(path, "ballast");

    /// <summary>Mounts an empty one; skips the test where that is not allowed.</summary>
    public static async Task<SmallDisk> Mount(string path, int megabytes)
    {
        await Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path);
        return new SmallDisk(path);
    }

    /// <summary>Makes a folder read-only; skips the test where that is not allowed.</summary>
    public static async Task<SmallDisk> ReadOnly(string path)
    {
        await Run("mount", "--bind", path, path);
        var disk = new SmallDisk(path);
        try
        {
            await Run("mount", "-o", "remount,bind,ro", path);
            return disk;
        }
        catch
        {
            await disk.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes all that is left.</summary>
    public void FillUp()
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
    }

    /// <summary>Gives it back.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Run("umount", "-l", path);

    private static async Task Run(string command, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            Assert.Skip("Mounting a small disk needs Linux and root.");
        }

        var start = new ProcessStartInfo(command, arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().Within(command);
        if (process.ExitCode != 0)
        {
            Assert.Skip($"{command} is not allowed here: {error.Trim()}");
        }
    }
}
