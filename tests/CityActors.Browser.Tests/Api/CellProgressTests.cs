using System.Collections.Immutable;
using CityActors.Streams;
using CityActors.Web.Api.Live;
using FsCheck.Xunit;

namespace CityActors.Browser.Tests.Api;

public sealed class CellProgressTests
{
    [Property(MaxTest = 300)]
    public void Progress_is_read_as_it_was_written(int seed)
    {
        var random = new Random(seed);
        var partitions = random.Next(1, 40);
        var start = Marks(random, [.. new long[partitions]]);
        var progress = new CellProgress(new ChangeToken(random.Next(1, 9), start));
        var cells = Enumerable.Range(0, random.Next(0, 65)).Select(_ => random.NextInt64(0, 1 << 28)).Distinct().ToList();
        foreach (var cell in cells)
        {
            progress.Reach(cell, new ChangeToken(progress.Start.Generation, Marks(random, start)));
        }

        Assert.True(CellProgress.TryParse(progress.ToString(), out var read));
        Assert.Equal(progress.Start, read!.Start);
        Assert.All(cells, cell => Assert.Equal(progress.Of(cell).ToString(), read.Of(cell).ToString()));
        Assert.Equal(progress.Start.ToString(), read.Of(-1).ToString());
    }

    [Property(MaxTest = 2_000)]
    public void Nonsense_is_no_progress_and_throws_nothing(byte[] bytes)
    {
        var text = System.Buffers.Text.Base64Url.EncodeToString(bytes);
        if (CellProgress.TryParse(text, out var progress))
        {
            Assert.NotEmpty(progress!.ToString());
        }

        Assert.False(CellProgress.TryParse(text + "*", out _));
    }

    [Fact]
    public void Progress_of_the_most_cells_of_sixteen_partitions_fits_a_header()
    {
        var random = new Random(1);
        var start = Marks(random, [.. new long[16]]);
        var progress = new CellProgress(new ChangeToken(1, start));
        for (var cell = 0; cell < 64; cell++)
        {
            progress.Reach((1 << 28) - cell, new ChangeToken(1, [.. start.Select(mark => mark + (random.NextInt64(2_000_000) << 20))]));
        }

        Assert.InRange(progress.ToString().Length, 1, CellProgress.LengthMax);
    }

    private static ImmutableArray<long> Marks(Random random, ImmutableArray<long> from) =>
        [.. from.Select(mark => ChangeMark.Of(ChangeMark.NextSequence(mark) + random.NextInt64(1L << random.Next(1, 30)),
            random.Next(3)) - random.Next(2))];
}
