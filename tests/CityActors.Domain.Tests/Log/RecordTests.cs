using System.Text;
using CityActors.Domain.Log;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Log;

public sealed class RecordTests
{
    [Property]
    public void Fields_read_as_they_were_written(long[] numbers, string?[] texts)
    {
        var writer = new RecordWriter();
        writer.Begin(RecordKind.Describe, 7, 300).Number(numbers.Length);
        foreach (var number in numbers)
        {
            writer.Number(number);
        }

        foreach (var text in texts)
        {
            writer.Text(text);
        }

        writer.End();
        writer.Begin(RecordKind.Tick).End();
        var reader = new RecordReader(writer.Written.Span);

        Assert.True(reader.Next());
        Assert.Equal((RecordKind.Describe, (byte)7, (ushort)300), (reader.Kind, reader.Sub, reader.Flags));
        Assert.Equal(numbers.Length, reader.Number());
        foreach (var number in numbers)
        {
            Assert.Equal(number, reader.Number());
        }

        foreach (var text in texts)
        {
            // A lone surrogate is no letter: UTF-8 cannot hold it.
            Assert.Equal(text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), reader.Text());
        }

        Assert.True(reader.Payload.IsEmpty);
        Assert.True(reader.Next());
        Assert.False(reader.Next());
        Assert.Equal(2, writer.Count);
    }

    [Property(MaxTest = 500)]
    public void Any_bytes_are_read_or_refused_as_misshapen(byte[] bytes)
    {
        var reader = new RecordReader(bytes);
        try
        {
            while (reader.Next())
            {
                reader.Number();
                reader.Text();
            }
        }
        catch (FormatException)
        {
            return;
        }

        Assert.True(reader.Rest.IsEmpty);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Numbers_of_every_size_are_kept(long number)
    {
        var writer = new RecordWriter();
        writer.Number(number);

        var reader = RecordReader.OverFields(writer.Written.Span);

        Assert.Equal(number, reader.Number());
        Assert.True(reader.Payload.IsEmpty);
    }

    [Fact]
    public void Text_that_claims_more_than_is_there_is_refused_with_both_numbers()
    {
        var writer = new RecordWriter();
        writer.Begin(RecordKind.Delete).Number(500).End();
        var reader = new RecordReader(writer.Written.Span);
        reader.Next();

        FormatException? wrong = null;
        try
        {
            reader.Text();
        }
        catch (FormatException thrown)
        {
            wrong = thrown;
        }

        Assert.Contains("500", wrong?.Message, StringComparison.Ordinal);
    }
}
