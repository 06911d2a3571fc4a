using CityActors.Domain.Rows;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Rows;

public sealed class SectionTests
{
    [Property(MaxTest = 50)]
    public void Rows_of_restored_pages_are_the_rows(int count)
    {
        var rows = new PagedRows<long>(1);
        for (var i = 0; i < Math.Abs(count % 5000); i++)
        {
            rows.Add(i * 3L);
        }

        var restored = new PagedRows<long>(1);
        Restore(rows, restored);

        Assert.Equal(rows.Count, restored.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            Assert.Equal(rows[i], restored[i]);
        }
    }

    [Property(MaxTest = 50)]
    public void Texts_of_a_restored_heap_stand_where_they_stood(byte[][] texts)
    {
        var heap = new Utf8Heap(1);
        var places = texts.Select(text => (At: heap.Add(text), Text: text)).ToList();
        var restored = new Utf8Heap(1);
        Restore(heap, restored);

        Assert.All(places, place => Assert.True(restored[place.At, place.Text.Length].SequenceEqual(place.Text)));
    }

    [Fact]
    public void Blobs_that_were_removed_are_not_restored()
    {
        var blobs = new KeyedBlobs(1);
        blobs.Set(1, "một"u8);
        blobs.Set(5000, "hai"u8);
        blobs.Set(5000, "ba"u8);
        blobs.Remove(1);
        var restored = new KeyedBlobs(1);
        Restore(blobs, restored);

        Assert.Null(restored[1]);
        Assert.Equal("ba"u8.ToArray(), restored[5000]);
        Assert.Equal(1, restored.Count);
    }

    [Fact]
    public void Word_table_is_full_at_its_limit_and_still_knows_its_words()
    {
        var words = new WordTable(2);
        Assert.True(words.TryAdd("xanh", out var green));
        Assert.True(words.TryAdd("đỏ"u8, out var red));

        Assert.False(words.TryAdd("vàng", out _));
        Assert.True(words.TryAdd("xanh", out var again));
        Assert.Equal((1, 2, 1), (green, red, again));
        Assert.Equal("đỏ", words[2]);
        Assert.Null(words[0]);
    }

    private static void Restore(ISection from, ISection to)
    {
        for (var page = 0; page < from.PageCount; page++)
        {
            to.Restore(page, from.Copy(page));
        }
    }
}
