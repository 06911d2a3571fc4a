using System.Text;
using CityActors.Domain.Files;
using CityActors.Files;

namespace CityActors.Domain.Tests.Files;

/// <summary>Files are what their bytes say, and names are only shown.</summary>
public sealed class ContentTypeTests
{
    [Theory]
    [InlineData("FFD8FFE000104A464946", "image/jpeg")]
    [InlineData("89504E470D0A1A0A0000000D", "image/png")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("524946460000000057454250", "image/webp")]
    [InlineData("255044462D312E37", "application/pdf")]
    [InlineData("000000186674797069736F6D00", "video/mp4")]
    [InlineData("4D5A9000", null)] // a Windows program
    [InlineData("7F454C46", null)] // a Linux program
    [InlineData("504B0304", null)] // an archive
    [InlineData("5249464600000000415649", null)]
    [InlineData("89504E47", null)]
    [InlineData("", null)]
    public void Type_is_found_in_the_content(string hex, string? type) =>
        Assert.Equal(type, ContentTypes.Sniff(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("Mực nước 3,2 m\r\nlúc 07:00", ContentTypes.Text)]
    [InlineData("{\"a\": 1}", ContentTypes.Text)]
    [InlineData("<html><script>alert(1)</script>", null)]
    [InlineData(" \n\uFEFF<svg onload='x'>", null)]
    [InlineData("a\0b", null)]
    public void Text_is_what_is_readable_and_no_markup(string text, string? type) =>
        Assert.Equal(type, ContentTypes.Sniff(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Letter_that_the_head_cuts_through_is_no_fault()
    {
        var bytes = Encoding.UTF8.GetBytes("x" + new string('ạ', 3_000));

        Assert.Equal(ContentTypes.Text, ContentTypes.Sniff(bytes.AsSpan(0, ContentTypes.HeadBytes)));
        Assert.Null(ContentTypes.Sniff(bytes.AsSpan(0, 3)));
    }

    [Theory]
    [InlineData("ảnh hiện trường.jpg", true)]
    [InlineData("..", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("a..b", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("C:x", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\u202Egpj.exe", false)]
    [InlineData("", false)]
    public void Name_is_one_that_can_be_shown(string name, bool isGood) => Assert.Equal(isGood, FileRules.CheckName(name) is null);

    [Fact]
    public void Attachment_of_another_kind_of_checksum_or_type_is_refused()
    {
        var good = new Attachment(new string('0', 64), "a.png", "image/png", 1);

        Assert.Null(FileRules.Check(good));
        Assert.NotNull(FileRules.Check(good with { Checksum = "../x" }));
        Assert.NotNull(FileRules.Check(good with { Checksum = new string('A', 64) }));
        Assert.NotNull(FileRules.Check(good with { ContentType = "text/html" }));
        Assert.NotNull(FileRules.Check(good with { Bytes = 0 }));
        Assert.NotNull(FileRules.Check(null));
    }
}
