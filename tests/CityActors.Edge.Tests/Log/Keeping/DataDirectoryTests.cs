using CityActors.Edge.Tests.Log.Bench;
using CityActors.Silo.Log;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityActors.Edge.Tests.Log.Keeping;

/// <summary>A data directory is held by one process, and is refused in one sentence when it does not fit.</summary>
public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Second_holder_is_refused_and_told_who_holds_it()
    {
        await using (await Open())
        {
            var refusal = await Assert.ThrowsAsync<IOException>(Open);

            Assert.Contains($"{folder.Path} is in use by process {Environment.ProcessId}", refusal.Message);
        }

        await (await Open()).DisposeAsync();
    }

    [Theory]
    [InlineData("city.json", """{"version":2,"generation":1,"partitions":4,"something":"new"}""")]
    [InlineData("log/layout.json", """{"Version":2,"PageBytes":16384,"SegmentBytes":65536}""")]
    public async Task Directory_of_a_newer_version_is_refused_and_left_alone(string file, string content)
    {
        await (await Open()).DisposeAsync();
        var path = Path.Combine(folder.Path, file);
        await File.WriteAllTextAsync(path, content);

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(Open);

        Assert.Contains("newer", refusal.Message);
        Assert.Equal(content, await File.ReadAllTextAsync(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"version":1,"generation":0,"partitions":4}""")]
    public async Task Directory_that_does_not_say_what_it_is_is_refused(string content)
    {
        await (await Open()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "city.json"), content);

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(Open);

        Assert.Contains("city.json", refusal.Message);
    }

    [Fact]
    public async Task Another_number_of_partitions_is_refused_with_both_numbers()
    {
        await (await Open()).DisposeAsync();

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => Open(8));

        Assert.Contains("has 4 partitions", refusal.Message);
        Assert.Contains("8", refusal.Message);
    }

    [Fact]
    public async Task Place_that_cannot_be_written_to_is_refused_by_name()
    {
        var file = Path.Combine(folder.Path, "a-file");
        await File.WriteAllTextAsync(file, "");

        var refusal = await Assert.ThrowsAsync<IOException>(
            () => CityLogs.Open(Path.Combine(file, "data"), new LogOptions(), TimeProvider.System, NullLoggerFactory.Instance));

        Assert.Contains($"{Path.Combine(file, "data")} cannot be written to", refusal.Message);
    }

    [Fact]
    public async Task Log_folder_that_cannot_be_written_to_is_refused_by_name_and_the_directory_let_go()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "log"), "not a folder");

        var refusal = await Assert.ThrowsAsync<IOException>(Open);
        Assert.Contains(Path.Combine(folder.Path, "log"), refusal.Message);

        File.Delete(Path.Combine(folder.Path, "log"));
        await (await Open()).DisposeAsync();
    }

    private Task<CityLogs> Open() => Open(4);

    private Task<CityLogs> Open(int partitions) => CityLogs.Open(
        folder.Path, new LogOptions { Partitions = partitions }, TimeProvider.System, NullLoggerFactory.Instance).Within("the opening");
}
