using System.Collections.Immutable;
using CityActors.Streams;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace CityActors.Edge.Tests.Streams;

public sealed class ChangeTokenTests
{
    [Property(MaxTest = 300)]
    public bool ChangeToken_written_as_text_reads_back_equal(NonNegativeInt[] sequences, NonNegativeInt generation)
    {
        var marks = sequences.Select((each, number) => (long)each.Get * 1_048_576 + (number % 3)).Append(7L).ToImmutableArray();
        var token = new ChangeToken(generation.Get, marks);
        return ChangeToken.TryParse(token.ToString(), out var read) && token.Equals(read) && read!.Marks.SequenceEqual(marks)
            && token.GetHashCode() == read.GetHashCode();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1;")]
    [InlineData("1;-2")]
    [InlineData("1;2.1048576")]
    [InlineData("1;2.")]
    [InlineData("x;2")]
    [InlineData("1;99999999999999")]
    public void ChangeToken_of_a_text_that_is_none_is_refused(string? text) => Assert.False(ChangeToken.TryParse(text, out _));

    [Property(MaxTest = 300)]
    public bool ChangeToken_that_is_further_in_a_partition_is_greater(PositiveInt one, PositiveInt other, NonNegativeInt ahead)
    {
        var before = new ChangeToken(1, [ChangeMark.After(one.Get), ChangeMark.Of(other.Get, 2)]);
        var after = new ChangeToken(1, before.Marks, 1, ChangeMark.Of(other.Get + ahead.Get, 3));
        return after.CompareTo(before) > 0 && before.CompareTo(after) < 0 && after.CompareTo(after) == 0 && !after.Equals(before);
    }

    [Fact]
    public void ChangeToken_serialized_by_Orleans_reads_back_equal()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var marks = Enumerable.Range(0, 16).Select(each => ChangeMark.After(each * 1_000_003L));
        var token = new ChangeToken(3, [.. marks], 5, ChangeMark.Of(9_000_000, 1));
        var bytes = serializer.SerializeToArray(token);
        Assert.Equal(token, serializer.Deserialize<ChangeToken>(bytes));
        Assert.InRange(bytes.Length, 1, 250);
    }

    [Property(MaxTest = 300)]
    public bool ChangeMark_grows_with_sequence_and_index(NonNegativeInt sequence, NonNegativeInt index)
    {
        var mark = ChangeMark.Of(sequence.Get, index.Get);
        return mark > ChangeMark.After(sequence.Get - 1) && mark <= ChangeMark.After(sequence.Get)
            && (index.Get == 0 || mark >= ChangeMark.Of(sequence.Get, index.Get - 1))
            && ChangeMark.NextSequence(mark) >= sequence.Get;
    }
}
