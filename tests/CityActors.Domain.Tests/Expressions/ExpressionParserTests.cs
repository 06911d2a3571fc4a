using CityActors.Domain.Expressions;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Expressions;

public sealed class ExpressionParserTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "(+ 1 (* 2 3))")]
    [InlineData("(1 + 2) * 3", "(* (+ 1 2) 3)")]
    [InlineData("10 - 4 - 3", "(- (- 10 4) 3)")]
    [InlineData("-a * b", "(* (neg a) b)")]
    [InlineData("not a = b and c", "(and (not (= a b)) c)")]
    [InlineData("a or b and c", "(or a (and b c))")]
    [InlineData("a >= limit('flood-level', 'bd1') - 0.1", "(>= a (- limit['flood-level';'bd1'] 0.1))")]
    [InlineData("age(x) > 15 min", "(> age[x] 15min)")]
    [InlineData("x>1.5e3s", "(> x 1500s)")]
    [InlineData("if(a, 1, 2)", "if[a;1;2]")]
    [InlineData("now()", "now[]")]
    [InlineData("mean(T.speed, T.flow where T.state = 'on')", "mean[T/speed;T/flow|(= T/state 'on')]")]
    [InlineData("@capacity % `pm2.5`", "(% @capacity pm2.5)")]
    [InlineData("T.`a-b`", "T/a-b")]
    [InlineData("a == 'it''s'", "(= a 'it's')")]
    [InlineData(" a\n !=\tb ", "(!= a b)")]
    [InlineData("true or false", "(or true false)")]
    public void Text_becomes_the_tree_that_is_meant(string text, string tree) =>
        Assert.Equal(tree, Trees.Shape(ExpressionParser.Parse(text)));

    [Theory]
    [InlineData("", 1, 1, "a number, a text, a name, '@', '-', 'not' or '('", "the end of the text")]
    [InlineData("a +", 1, 4, "a number, a text, a name, '@', '-', 'not' or '('", "the end of the text")]
    [InlineData("a b", 1, 3, "an operator or the end of the text", "'b'")]
    [InlineData("a < b < c", 1, 7, "an operator or the end of the text", "'<'")]
    [InlineData("(a", 1, 3, "an operator or ')'", "the end of the text")]
    [InlineData("max(a b)", 1, 7, "an operator, ',', 'where' or ')'", "'b'")]
    [InlineData("a +\n  * b", 2, 3, "a number, a text, a name, '@', '-', 'not' or '('", "'*'")]
    [InlineData("a = 'x", 1, 7, "' to close what opens in column 5", "the end of the text")]
    [InlineData("a & b", 1, 3, "a number, a text in quotes, a name or an operator", "'&'")]
    [InlineData("@", 1, 2, "the name of an attribute", "the end of the text")]
    [InlineData("T.5", 1, 3, "a name after '.'", "the number 5")]
    [InlineData("and", 1, 1, "a number, a text, a name, '@', '-', 'not' or '('", "'and'")]
    [InlineData("1e999", 1, 1, "a number below 1.8e308", "1e999")]
    [InlineData("``", 1, 1, "a name of 1-64 characters", "one of 0")]
    [InlineData("mực", 1, 2, "a number, a text in quotes, a name or an operator", "'ự'")]
    public void What_is_wrong_is_said_with_line_column_and_what_was_expected(
        string text, int line, int column, string expected, string found)
    {
        Assert.False(ExpressionParser.TryParse(text, out _, out var problem));
        Assert.Equal(new ExpressionProblem(line, column, expected, found), problem);
    }

    [Fact]
    public void Limits_of_length_depth_and_size_hold()
    {
        Assert.False(ExpressionParser.TryParse(new string('1', 4_001), out _, out var problem));
        Assert.Equal("at most 4,000 characters", problem!.Expected);
        Assert.True(ExpressionParser.TryParse(Nested(ExpressionParser.DepthMax), out _, out _));
        Assert.False(ExpressionParser.TryParse(Nested(ExpressionParser.DepthMax + 1), out _, out problem));
        Assert.Contains("at most 64 levels", problem!.Expected, StringComparison.Ordinal);
        Assert.True(ExpressionParser.TryParse("1" + string.Concat(Enumerable.Repeat("+1", 249)), out _, out _));
        Assert.False(ExpressionParser.TryParse("1" + string.Concat(Enumerable.Repeat("+1", 250)), out _, out problem));
        Assert.Contains("at most 500", problem!.Expected, StringComparison.Ordinal);
        Assert.False(ExpressionParser.TryParse(string.Concat(Enumerable.Repeat("not ", 900)) + "a", out _, out _));
    }

    [Property(MaxTest = 500)]
    public void Reading_throws_nothing_but_problems(int seed)
    {
        var random = new Random(seed);
        string[] pieces =
            ["a", "(", ")", "and", "not", "-", "'", "`", "5", "min", ".", "@", "<", "=", ",", "where", " ", "\n", "1e", "é", "\0"];
        var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => pieces[random.Next(pieces.Length)]));
        if (!ExpressionParser.TryParse(text, out _, out var problem))
        {
            var lines = text.Split('\n');
            Assert.InRange(problem.Line, 1, lines.Length);
            Assert.InRange(problem.Column, 1, lines[problem.Line - 1].Length + 1);
        }
    }

    [Property(MaxTest = 500)]
    public void Reading_any_text_throws_nothing_but_problems(string? text) => ExpressionParser.TryParse(text ?? "", out _, out _);

    [Property(MaxTest = 500)]
    public void Writing_and_reading_gives_the_same_tree(int seed)
    {
        var tree = Trees.Random(new Random(seed), 5);
        var text = ExpressionText.Of(tree);
        Assert.Equal(Trees.Shape(tree), Trees.Shape(ExpressionParser.Parse(text)));
        Assert.Equal(text, ExpressionText.Of(ExpressionParser.Parse(text)));
    }

    private static string Nested(int levels) => new string('(', levels) + "a" + new string(')', levels);
}
