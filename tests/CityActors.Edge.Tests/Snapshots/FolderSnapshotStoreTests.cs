using CityActors.Edge.Tests.Storage;
using CityActors.Grains.Snapshots;
using CityActors.Silo.Snapshots;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CityActors.Edge.Tests.Snapshots;

/// <summary>The folder keeps to the contract, and to its own promises: proof, ladder, bounds.</summary>
public sealed class FolderSnapshotStoreTests : SnapshotStoreContract, IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private FolderSnapshotStore? store;

    protected override ISnapshotStore Store => store ??= Open();

    private string PartitionFolder => Path.Combine(folder.Path, "p0003");

    protected override ISnapshotStore Reopen()
    {
        store?.Dispose();
        return store = Open();
    }

    public void Dispose()
    {
        store?.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Open_of_a_folder_held_by_another_is_refused()
    {
        _ = Store;

        var refusal = Assert.Throws<IOException>(() => Open());

        Assert.Contains(folder.Path, refusal.Message);
        Assert.Contains("another process", refusal.Message);
    }

    [Fact]
    public async Task Load_of_a_damaged_page_names_file_and_page_and_the_older_snapshot_that_is_whole()
    {
        await PublishTwo();
        var newest = Files(".pages")[^1];
        Damage(newest, offset: 1);

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => Reopen().Load(3));

        Assert.Contains(newest, refusal.Message);
        Assert.Contains("page 1 of section 0", refusal.Message);
        Assert.Contains("at sequence 100 is whole", refusal.Message);
    }

    [Fact]
    public async Task Load_with_a_page_file_missing_names_it()
    {
        await PublishTwo();
        var newest = Files(".pages")[^1];
        File.Delete(newest);

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => Reopen().Load(3));

        Assert.Contains($"{newest} is missing", refusal.Message);
    }

    [Fact]
    public async Task Load_with_a_damaged_manifest_names_it()
    {
        await PublishTwo();
        var newest = Files(".manifest")[^1];
        Damage(newest, offset: 30);

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => Reopen().Load(3));

        Assert.Contains($"{newest} is damaged", refusal.Message);
    }

    [Fact]
    public async Task Load_after_damage_and_a_new_full_snapshot_is_whole_again()
    {
        await PublishTwo();
        Damage(Files(".pages")[^1], offset: 1);
        var epoch = await Reopen().TakeEpoch(3);

        Assert.True(await Store.Publish(epoch, Capture(150, full: true, [1], (0, 0, "new"))));

        Assert.Equal(["0.0=new"], Content((await Reopen().Load(3))!));
    }

    [Fact]
    public async Task Open_of_a_newer_format_is_refused()
    {
        await PublishTwo();
        var row = Path.Combine(PartitionFolder, "current");
        store!.Dispose();
        var bytes = File.ReadAllBytes(row);
        bytes[8] = 99;
        File.WriteAllBytes(row, bytes);

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => (store = Open()).Load(3));

        Assert.Contains("newer version", refusal.Message);
    }

    [Fact]
    public async Task Open_clears_away_what_a_crash_left_unfinished()
    {
        await PublishTwo();
        var orphan = Path.Combine(PartitionFolder, "000000000099.pages");
        var unfinished = Path.Combine(PartitionFolder, "000000000098.manifest.tmp");
        File.WriteAllText(orphan, "never published");
        File.WriteAllText(unfinished, "half");

        Assert.Equal(200, (await Reopen().Load(3))!.Sequence);

        Assert.False(File.Exists(orphan) || File.Exists(unfinished));
    }

    [Fact]
    public async Task Publish_keeps_the_newest_two_and_one_an_hour_for_a_day()
    {
        var epoch = await Store.TakeEpoch(3);
        for (var sequence = 0; sequence < 30 * 6; sequence++)
        {
            await Store.Publish(epoch, Capture(sequence, full: true, [1], (0, 0, $"{sequence}")));
            time.Advance(TimeSpan.FromMinutes(10));
        }

        // The last of each hour is 5, 11, 17… of six an hour; the newest was taken at 29:50 hours and the ladder reaches back 24.
        Assert.Equal(35, await Store.OldestKept(3));
        Assert.Equal(26, Files(".manifest").Count);
        Assert.Equal(26, Files(".pages").Count);
    }

    [Fact]
    public async Task Publish_of_small_changes_for_long_keeps_files_bounded()
    {
        var big = new string('x', 100_000);
        var epoch = await Store.TakeEpoch(3);
        await Store.Publish(epoch, Capture(0, full: true, [4], (0, 0, big), (0, 1, big), (0, 2, big), (0, 3, big)));
        for (var sequence = 1; sequence <= 100; sequence++)
        {
            await Store.Publish(epoch, Capture(sequence, full: false, [4], (0, sequence % 3, big + sequence)));
            Assert.True(Files(".pages").Count <= 18, $"{Files(".pages").Count} page files after {sequence}");
            Assert.True(Files(".pages").Sum(static file => new FileInfo(file).Length) < 3_000_000);
        }
    }

    [Fact]
    public async Task Publish_into_a_folder_that_vanished_says_so_and_heals()
    {
        await PublishTwo();
        var epoch = await Store.TakeEpoch(3);
        Directory.Move(PartitionFolder, PartitionFolder + ".away");
        File.WriteAllText(PartitionFolder, "a file in its place");

        var refusal = await Assert.ThrowsAsync<IOException>(
            () => Store.Publish(epoch, Capture(300, full: true, [1], (0, 0, "c"))));
        File.Delete(PartitionFolder);
        Directory.Move(PartitionFolder + ".away", PartitionFolder);

        Assert.Contains("partition 3", refusal.Message);
        Assert.True(await Store.Publish(epoch, Capture(300, full: true, [1], (0, 0, "c"))));
    }

    private async Task PublishTwo()
    {
        var epoch = await Store.TakeEpoch(3);
        await Store.Publish(epoch, Capture(100, full: true, [2], (0, 0, "a"), (0, 1, "b")));
        await Store.Publish(epoch, Capture(200, full: true, [2], (0, 0, "A"), (0, 1, "B")));
    }

    private List<string> Files(string ending) => [.. Directory.EnumerateFiles(PartitionFolder, "*" + ending).Order()];

    private static void Damage(string path, int offset)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[offset] ^= 0x40;
        File.WriteAllBytes(path, bytes);
    }

    private FolderSnapshotStore Open() => new(Options.Create(new FolderSnapshotOptions { Directory = folder.Path }), time);
}
