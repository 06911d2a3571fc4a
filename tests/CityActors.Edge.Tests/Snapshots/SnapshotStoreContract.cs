using System.Text;
using CityActors.Domain.Snapshots;
using CityActors.Grains.Snapshots;

namespace CityActors.Edge.Tests.Snapshots;

/// <summary>What every <see cref="ISnapshotStore"/> keeps to.</summary>
public abstract class SnapshotStoreContract
{
    /// <summary>The store under test; the same one when called again.</summary>
    protected abstract ISnapshotStore Store { get; }

    /// <summary>Closes the store and opens it again on the same data.</summary>
    protected abstract ISnapshotStore Reopen();

    [Fact]
    public async Task Load_without_snapshot_is_null()
    {
        Assert.Null(await Store.Load(3));
        Assert.Equal(-1, await Store.OldestKept(3));
    }

    [Fact]
    public async Task Load_after_reopen_gives_what_was_published()
    {
        var epoch = await Store.TakeEpoch(3);
        var published = Capture(100, full: true, [2, 1], (0, 0, "a"), (0, 1, "b"), (1, 0, "c"));
        Assert.True(await Store.Publish(epoch, published));

        var loaded = await Reopen().Load(3);

        Assert.NotNull(loaded);
        Assert.True(loaded.Full);
        Assert.Equal(
            (published.Generation, published.Partition, published.Sequence, published.FoldVersion, published.StateHash),
            (loaded.Generation, loaded.Partition, loaded.Sequence, loaded.FoldVersion, loaded.StateHash));
        Assert.Equal(published.PageCounts, loaded.PageCounts);
        Assert.Equal(["0.0=a", "0.1=b", "1.0=c"], Content(loaded));
    }

    [Fact]
    public async Task Load_of_incremental_snapshot_joins_old_and_new_pages()
    {
        var epoch = await Store.TakeEpoch(3);
        await Store.Publish(epoch, Capture(100, full: true, [3, 1], (0, 0, "a"), (0, 1, "b"), (0, 2, "x"), (1, 0, "c")));
        Assert.True(await Store.Publish(epoch, Capture(200, full: false, [2, 2], (0, 1, "B"), (1, 1, "d"))));

        var loaded = await Reopen().Load(3);

        Assert.Equal(200, loaded!.Sequence);
        Assert.Equal(["0.0=a", "0.1=B", "1.0=c", "1.1=d"], Content(loaded));
    }

    [Fact]
    public async Task Load_after_many_incremental_snapshots_gives_the_newest()
    {
        var epoch = await Store.TakeEpoch(3);
        await Store.Publish(epoch, Capture(0, full: true, [8], [.. Enumerable.Range(0, 8).Select(i => (0, i, "start"))]));
        var expected = Enumerable.Repeat("start", 8).ToArray();
        for (var step = 1; step <= 50; step++)
        {
            expected[step % 8] = $"step{step}";
            Assert.True(await Store.Publish(epoch, Capture(step, full: false, [8], (0, step % 8, $"step{step}"))));
        }

        var loaded = await Reopen().Load(3);

        Assert.Equal(50, loaded!.Sequence);
        Assert.Equal(expected.Select((text, i) => $"0.{i}={text}"), Content(loaded));
    }

    [Fact]
    public async Task TakeEpoch_after_reopen_is_larger_than_every_one_before()
    {
        var first = await Store.TakeEpoch(3);
        var second = await Store.TakeEpoch(3);

        var third = await Reopen().TakeEpoch(3);

        Assert.True(first < second && second < third, $"{first} {second} {third}");
    }

    [Fact]
    public async Task Publish_of_an_old_epoch_is_refused_and_changes_nothing()
    {
        var old = await Store.TakeEpoch(3);
        await Store.Publish(old, Capture(100, full: true, [1], (0, 0, "a")));
        var taken = await Store.TakeEpoch(3);

        Assert.False(await Store.Publish(old, Capture(200, full: true, [1], (0, 0, "late"))));
        Assert.Equal(["0.0=a"], Content((await Store.Load(3))!));
        Assert.True(await Store.Publish(taken, Capture(150, full: true, [1], (0, 0, "b"))));
        Assert.Equal(150, (await Reopen().Load(3))!.Sequence);
    }

    [Fact]
    public async Task Publish_of_two_epochs_at_once_lets_only_the_newest_win()
    {
        var epochs = new long[8];
        for (var i = 0; i < epochs.Length; i++)
        {
            epochs[i] = await Store.TakeEpoch(3);
        }

        var published = await Task.WhenAll(
            epochs.Select((epoch, i) => Store.Publish(epoch, Capture(i, full: true, [1], (0, 0, $"epoch{i}")))));

        Assert.Equal([false, false, false, false, false, false, false, true], published);
        Assert.Equal(["0.0=epoch7"], Content((await Store.Load(3))!));
    }

    [Fact]
    public async Task Publish_of_a_first_capture_that_is_not_full_is_refused()
    {
        var epoch = await Store.TakeEpoch(3);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Store.Publish(epoch, Capture(100, full: false, [1], (0, 0, "a"))));
    }

    [Fact]
    public async Task Publish_with_a_page_missing_is_refused_and_changes_nothing()
    {
        var epoch = await Store.TakeEpoch(3);
        await Store.Publish(epoch, Capture(100, full: true, [1], (0, 0, "a")));

        await Assert.ThrowsAsync<InvalidDataException>(
            () => Store.Publish(epoch, Capture(200, full: false, [3], (0, 1, "b"))));

        Assert.Equal(100, (await Reopen().Load(3))!.Sequence);
    }

    [Fact]
    public async Task Partitions_do_not_touch_one_another()
    {
        var first = await Store.TakeEpoch(3);
        await Store.TakeEpoch(4);
        await Store.TakeEpoch(4);

        Assert.True(await Store.Publish(first, Capture(100, full: true, [1], (0, 0, "a"))));
        Assert.Null(await Store.Load(4));
    }

    /// <summary>A capture of partition 3.</summary>
    protected static SnapshotCapture Capture(
        long sequence, bool full, int[] counts, params (int Section, int Index, string Text)[] pages) => new()
        {
            Generation = 1,
            Partition = 3,
            Sequence = sequence,
            FoldVersion = 7,
            StateHash = 0xFEDCBA9876543210 + (ulong)sequence,
            Full = full,
            PageCounts = counts,
            Pages = [.. pages.Select(static page => new SnapshotPage(page.Section, page.Index, Encoding.UTF8.GetBytes(page.Text)))],
        };

    /// <summary>The pages as text, in the order of section and index.</summary>
    protected static IEnumerable<string> Content(SnapshotCapture capture) =>
        capture.Pages.OrderBy(static page => (page.Section, page.Index))
            .Select(static page => $"{page.Section}.{page.Index}={Encoding.UTF8.GetString(page.Bytes.Span)}");
}
