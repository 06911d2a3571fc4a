using CityActors.Domain.Registry;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Registry;

public sealed class TwinWordsTests
{
    [Theory]
    [InlineData("urn:ngsi-ld:Bridge:b-01", "Cầu Nhật Tân", "bridge b 01 cau nhat tan")]
    [InlineData("urn:ngsi-ld:Streetlight:d1", "Đèn đường", "streetlight d1 den duong")]
    [InlineData("urn:ngsi-ld:Loop:c%E1%BA%A7u%201", null, "loop cau 1")]
    [InlineData("urn:ngsi-ld:Loop:x", "  --  ", "loop x")]
    [InlineData("urn:ngsi-ld:Loop:x", "half \ud83d pair", "loop x half pair")]
    public void Of_folds_case_and_diacritics(string id, string? name, string words) => Assert.Equal(words, TwinWords.Of(id, name));

    [Theory]
    [InlineData("cau nhat", true)]
    [InlineData("CẦU tân", true)]
    [InlineData("urn:ngsi-ld:Bridge:b-01", true)]
    [InlineData("au", false)]
    [InlineData("cau hoi", false)]
    [InlineData("", true)]
    public void Match_takes_every_word_as_a_beginning(string text, bool expected) =>
        Assert.Equal(expected, TwinWords.Match(TwinWords.Of("urn:ngsi-ld:Bridge:b-01", "Cầu Nhật Tân"), TwinWords.Sought(text, 8)));

    [Fact]
    public void Sought_leaves_out_words_beyond_the_limit() => Assert.Equal(["a", "b"], TwinWords.Sought("a b c d", 2));

    [Property]
    public void Of_any_name_is_found_by_that_name(string? name) =>
        Assert.True(TwinWords.Match(TwinWords.Of("urn:ngsi-ld:Loop:x", name), TwinWords.Sought(name ?? "", int.MaxValue)));
}
